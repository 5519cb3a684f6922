// The outcome as a picture, drawn here: chat apps keep pictures, and a parent can read one.

import { all, byId, one } from "../shared/dom.js";
import { flatMap } from "../shared/lists.js";

/** @import { StateEvent } from "./types.d.ts" */

const WIDTH = 750; // pixels: the width at which chat apps show a long picture sharp
const PAD = 48;
const FONT = '-apple-system, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif';
const CLOSING = /^[\p{Pe}\p{Pf}\p{Po}]/u; // a line does not begin with such a mark

/** @typedef {{ words: string, size: number, bold?: boolean, colour: string, mark?: string, gap: number }} Block */

/** Draw it and show it, to be kept by a long press; where the browser cannot, the text is offered.
 * @param {(event: StateEvent) => void} dispatch @param {string} text */
export function showPicture(dispatch, text) {
  const figure = byId("picture");
  const image = /** @type {HTMLImageElement} */ (one("img", figure));
  const isShown = (/** @type {boolean} */ isDrawn) => {
    figure.hidden = !isDrawn;
    dispatch(isDrawn ? { type: "noted", note: "pictured" } : { type: "offered", text, note: "unpictured" });
    if (isDrawn) figure.scrollIntoView({ block: "nearest" });
  };
  image.onload = () => isShown(image.naturalWidth === WIDTH);
  image.onerror = () => isShown(false);
  image.alt = byId("result-title").innerText;
  try {
    image.src = draw(blocks()).toDataURL("image/png");
  } catch {
    isShown(false); // no canvas, or one that must not be read
  }
}

/** A colour of the page. @param {string} name */
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const isStop = () => document.documentElement.dataset.first === "stop";

/** What the card shows, from top to bottom. @returns {Block[]} */
function blocks() {
  const [ink, soft, warn] = ["--ink", "--soft", "--warn"].map(token);
  const told = (/** @type {string} */ id) => (byId(id).hidden ? "" : byId(id).innerText);
  const steps = all("#steps > li").map((step, place) => ({
    words: step.innerText,
    size: 30,
    colour: ink,
    mark: String(place + 1),
    gap: 20,
  }));
  return [
    {
      words: told("result-title"),
      size: 44,
      bold: true,
      colour: isStop() ? warn : ink,
      gap: 0,
    },
    { words: told("gist"), size: 30, colour: soft, gap: 16 },
    ...(byId("stop").hidden ? [] : all("#stop [data-line]")).map((call) => ({
      words: call.innerText,
      size: 34,
      bold: true,
      colour: warn,
      gap: 14,
    })),
    ...steps,
    { words: told("never"), size: 28, colour: warn, gap: 24 },
    { words: told("why"), size: 26, colour: soft, gap: 20 },
    { words: one(".paper").textContent ?? "", size: 22, colour: soft, gap: 32 },
  ].filter(({ words }) => words.trim());
}

/** @param {Block[]} parts @returns {HTMLCanvasElement} */
function draw(parts) {
  const canvas = document.createElement("canvas");
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  let bottom = PAD;
  const placed = parts.map((part) => {
    const indent = part.mark ? 56 : 0;
    pen.font = fontOf(part);
    const lines = flatMap(part.words.split("\n"), (line) => wrapped(pen, line.trim(), WIDTH - 2 * PAD - indent));
    const top = bottom + part.gap;
    bottom = top + lines.length * part.size * 1.6;
    return { part, lines, top, indent };
  });
  canvas.width = WIDTH;
  canvas.height = Math.ceil(bottom + PAD);
  pen.fillStyle = token("--card");
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.textBaseline = "middle";
  for (const { part, lines, top, indent } of placed) {
    if (part.mark) drawMark(pen, part.mark, top + part.size * 0.8);
    pen.font = fontOf(part);
    pen.fillStyle = part.colour;
    lines.forEach((line, row) => {
      pen.fillText(line, PAD + indent, top + (row + 0.5) * part.size * 1.6);
    });
  }
  return canvas;
}

/** @param {Block} part */
const fontOf = ({ bold, size }) => `${bold ? "700 " : ""}${size}px ${FONT}`;

/** @param {CanvasRenderingContext2D} pen @param {string} mark @param {number} middle */
function drawMark(pen, mark, middle) {
  pen.fillStyle = token(isStop() ? "--warn" : "--accent");
  pen.beginPath();
  pen.arc(PAD + 20, middle, 20, 0, 2 * Math.PI);
  pen.fill();
  pen.fillStyle = token(isStop() ? "--paper" : "--on-accent");
  pen.font = `700 26px ${FONT}`;
  pen.textAlign = "center";
  pen.fillText(mark, PAD + 20, middle + 1);
  pen.textAlign = "start";
}

/** A line in pieces that fit, none of which begins with a closing mark. @param {CanvasRenderingContext2D} pen @param {string} line
 * @param {number} width @returns {string[]} */
function wrapped(pen, line, width) {
  /** @type {string[]} */
  const rows = [];
  let row = "";
  for (const piece of line.match(/[\dA-Za-z-]+|[\s\S]/gu) ?? []) {
    if (pen.measureText(row + piece).width > width && !CLOSING.test(piece)) {
      rows.push(row);
      row = piece.trim();
    } else row += piece;
  }
  return row ? [...rows, row] : rows;
}
