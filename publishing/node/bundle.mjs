// Bundle the scripts and styles of the pages: node bundle.mjs '{"entries": [{in, out}], "outdir", "root", "target"}'.
// Writes each bundle with its source map beside it, and meta.json: which module went into which bundle.
import { writeFile } from "node:fs/promises";
import { build } from "esbuild";

const { entries, outdir, root, target } = JSON.parse(process.argv[2]);
const built = build({
  absWorkingDir: root,
  entryPoints: entries,
  outdir,
  target,
  bundle: true,
  charset: "utf8",
  format: "iife", // classic: pages on file:// load no modules
  legalComments: "eof",
  logLevel: "warning",
  metafile: true,
  minify: true,
  sourcemap: "external", // for people who look at build/; no page names it
});
try {
  const { metafile } = await built;
  await writeFile(`${outdir}/meta.json`, JSON.stringify(metafile));
} catch {
  process.exitCode = 1; // esbuild has said what is wrong, and where
}
