// What the pages of one tab hand to each other.

/** Where the answers stay for as long as the tab is open. */
export const TAB_KEY = "huabei-check-tab";
