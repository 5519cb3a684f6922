// The probe of no application (see `runtime.Application`): Python is there, and says so.
export default function probe(python) {
  if (!python.pyimport("sys").version) throw new Error("no Python");
}
