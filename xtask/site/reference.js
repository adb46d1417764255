// Shows the document that the page holds. Nothing is fetched, and nothing is sent anywhere: the policy in the
// page's head would refuse it.
"use strict";

Scalar.createApiReference("#reference", {
  content: JSON.parse(document.getElementById("document").textContent),
  theme: "default",
  layout: "modern",
  withDefaultFonts: false,
  telemetry: false,
  // Without a server that lets browsers in, a request from the page can't succeed.
  hideTestRequestButton: true,
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
  // The document is a file beside the page, which keeps its comments.
  documentDownloadType: "none",
  // The other pages follow the system as well.
  hideDarkModeToggle: true,
  showOperationId: true,
  defaultOpenAllTags: true,
  hiddenClients: true,
  // Links into the page by operation id stay as they are when a path or a title changes.
  generateTagSlug: (tag) => tag.name.toLowerCase().replaceAll(" ", "-"),
  generateOperationSlug: (operation) => operation.operationId,
});
