// Print, as JSON, the selectors of {"css": [files]} that match nothing in {"content": [files]}.
import { PurgeCSS } from "purgecss";

const { content, css } = JSON.parse(process.argv[2]);
const purged = await new PurgeCSS().purge({ content, css, rejected: true });
process.stdout.write(JSON.stringify(purged.flatMap(({ rejected }) => rejected.map((selector) => selector.trim()))));
