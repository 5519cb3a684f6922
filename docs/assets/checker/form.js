// @ts-check
// The answers: read from the form, written into it, carried in a link. No Chinese, no rule.
"use strict";

/** @typedef {Record<string, string | string[]>} Sheet answers as an answers file holds them */

const page = document.documentElement;
const byId = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const all = (/** @type {string} */ selector, /** @type {ParentNode} */ root = document) =>
  /** @type {HTMLElement[]} */ ([...root.querySelectorAll(selector)]);
const data = (/** @type {string} */ id) => JSON.parse(byId(id).textContent || "null");
const inputs = (/** @type {ParentNode} */ root) => /** @type {HTMLInputElement[]} */ (all("input[name]", root));

const form = /** @type {HTMLFormElement} */ (byId("check"));
const fields = all("[data-question]", form); // in the order of the form, wherever they stand later
const renamed = data("renamed");

/** The answers as they stand. @returns {Sheet} */
function answers() {
  /** @type {Sheet} */
  const sheet = {};
  for (const field of fields) {
    const chosen = inputs(field).filter((input) => input.checked).map((input) => input.value);
    if (chosen.length) sheet[field.id] = "many" in field.dataset ? chosen : chosen[0];
  }
  return sheet;
}

/** Make the form hold exactly `sheet`. @param {Record<string, unknown>} sheet @returns {boolean} whether all of it was known */
function fill(sheet) {
  const given = new Map(Object.entries(sheet).map(([question, value]) => [renamed.questions[question] ?? question, value]));
  let known = [...given.keys()].every((question) => fields.some((field) => field.id === question));
  for (const field of fields) {
    const names = renamed.options[field.id] ?? {};
    const chosen = [given.get(field.id) ?? []].flat().map((value) => names[String(value)] ?? value);
    for (const input of inputs(field)) input.checked = chosen.includes(input.value);
    known &&= chosen.every((value) => inputs(field).some((input) => input.value === value));
  }
  return known;
}

/** The link to this page with the answers in it. */
function link() {
  const pairs = Object.entries(answers()).map(([question, chosen]) => `${question}:${[chosen].flat().join("+")}`);
  return `${location.href.split("#")[0]}#v=1&a=${pairs.join(",")}`;
}

/** Take the answers out of a link's fragment. @param {string} text @returns {Record<string, string[]>} */
function unlink(text) {
  const pairs = text.split(",").map((pair) => pair.split(":"));
  return Object.fromEntries(pairs.map(([question, chosen = ""]) => [question, chosen.split(/[ +]/).filter(Boolean)]));
}

/** A question, or a person's own answers to it, in the words of the form. @param {string} question @param {string[]} [values] */
function said(question, values) {
  if (!values) return all("legend", byId(question))[0].textContent ?? "";
  const chosen = inputs(byId(question)).filter((input) => values.includes(input.value));
  return chosen.map((input) => input.nextElementSibling?.textContent).join("、");
}

/** An option that excludes the others leaves alone. @param {HTMLInputElement} input */
function exclude(input) {
  if (input.type !== "checkbox" || !input.checked) return;
  for (const other of inputs(byId(input.name)))
    if (other !== input && ("exclusive" in input.dataset || "exclusive" in other.dataset)) other.checked = false;
}
