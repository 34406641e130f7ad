"use strict";

const docs = document.getElementById("docs");
SwaggerUIBundle({
  url: docs.dataset.schema,
  domNode: docs,
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  validatorUrl: null, // it would load a picture from another host
  defaultModelsExpandDepth: 0,
  deepLinking: true,
  tryItOutEnabled: true,
});
