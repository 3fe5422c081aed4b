// Starts Swagger UI on this server's own contract; nothing is fetched from elsewhere.
window.SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#docs',
  validatorUrl: null,
  deepLinking: true,
});
