// Runs right behind the table of contents: opens it on screens that have room for it beside the text.

import { media } from "./environment.js";

const contents = document.querySelector<HTMLDetailsElement>(".toc details");
if (contents && media("(min-width: 60rem)").matches) contents.open = true;
