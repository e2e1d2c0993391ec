// Finds the questions that ask a reader to predict, in Markdown and in HTML.

const ASKS = /\bBefore you (?:run|move|press)\b/;

/** Whether a paragraph of Markdown asks for a prediction. */
export const isPrediction = (paragraph: string): boolean => ASKS.test(paragraph);

/** `html` with `after` behind every paragraph that asks for a prediction, and the paragraph marked as one. */
export function withPredictions(html: string, after: string): string {
  return html.replace(/<p>((?:(?!<\/p>)[\s\S])*)<\/p>/g, (whole, inside: string) =>
    isPrediction(inside) ? `<p class="predict">${inside}</p>${after}` : whole,
  );
}
