// Says in the page what allauth's script would only write into the console.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.getElementById("key-failed").hidden = false;
});
