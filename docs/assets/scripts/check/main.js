// The check page.

import { startCheck } from "./start.js";

startCheck(true);
