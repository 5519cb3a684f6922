// Written into the head of every page, before any other script.

import "./storage-stand-in.js";
import "./type-size.js";
import "./forget.js";
