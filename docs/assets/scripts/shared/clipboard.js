// Into the clipboard, where the browser allows it.

const PATIENCE_MS = 1000; // some browsers inside chat apps never answer

/** Whether the text is there now; false where the browser refuses, cannot, or says nothing. @param {string} text @returns {Promise<boolean>} */
export async function copyToClipboard(text) {
  try {
    const isDone = navigator.clipboard.writeText(text).then(() => true);
    return await Promise.race([isDone, new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE_MS))]);
  } catch {
    return false;
  }
}
