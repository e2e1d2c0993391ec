// Runs right behind the table of contents: opens it on screens that have room for it beside the text.

const contents = document.querySelector<HTMLDetailsElement>(".toc details");
if (contents && matchMedia("(min-width: 60rem)").matches) contents.open = true;
