// Stands in for the viewer where npm could not get it before the build: the page at /docs then leads to the contract itself.
"use strict";

window.SwaggerUIBundle = ({ domNode }) => {
  const link = document.createElement("a");
  link.href = domNode.dataset.document;
  link.textContent = link.href;
  domNode.replaceChildren("The viewer of the documentation was not there when this service was built. The contract itself: ", link);
};
