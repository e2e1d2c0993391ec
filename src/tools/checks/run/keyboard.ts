/** Code written with the keyboard alone: indented, left, and there again after a reload. */
import { type Hand, WITH_OUTPUTS } from "./hand.js";

/** Tab indents, Escape and Tab leave, and a change outlives a reload. */
export async function keyboard(hand: Hand): Promise<void> {
  const { page, problems, field } = hand;
  await hand.button("Edit").focus();
  for (const key of ["Enter", "Control+Home", "Tab"]) await page.keyboard.press(key);
  if (!(await field.inputValue()).startsWith("  ")) problems.push("Tab does not indent");
  await page.keyboard.press("Shift+Tab");
  const code = await field.inputValue();
  const all = code.replace(/^(?=.)/gm, "  ");
  for (const [select, wanted] of [
    ["Control+A", all],
    ["Shift+ArrowDown", `  ${code}`],
  ] as const) {
    await page.keyboard.press("Control+Home");
    await page.keyboard.press(select);
    // More than once: the lines stay selected.
    for (const key of ["Tab", "Tab", "Shift+Tab"]) await page.keyboard.press(key);
    if ((await field.inputValue()) !== wanted) problems.push(`Tab does not move lines selected by ${select}`);
    await page.keyboard.press("Shift+Tab");
    if ((await field.inputValue()) !== code) problems.push(`Shift+Tab does not bring back ${select}`);
  }
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("// mine");
  for (const key of ["Enter", "Escape", "Tab"]) await page.keyboard.press(key);
  const left = await page.evaluate("document.activeElement?.textContent");
  if (left !== "Run") problems.push(`Escape and Tab lead to ${JSON.stringify(left)}, not to Run`);
  await page.reload();
  await page.evaluate(WITH_OUTPUTS);
  if ((await field.count()) === 0 || !(await field.inputValue()).startsWith("// mine\n"))
    problems.push("a change is gone after a reload");
  await hand.expect(hand.status, /Your change/, "a change after a reload");
  await hand.button("Reset").click();
}
