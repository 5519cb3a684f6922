// On every page: when the answers are erased in another tab, this one forgets what it holds for the check.

import { forgetTab, onErasedStorage } from "../shared/tab.js";

onErasedStorage(forgetTab);
