// Fills in the code of a ticket that was scanned: it comes behind the # of the address, which no server sees, and is taken
// out of the address and the history at once. The contract of the page is `CodePage`: an input `#code`.
const code = decodeURIComponent(location.hash.slice(1))
const input = document.getElementById('code')
if (/^[0-9A-Za-z]{5}-[0-9A-Za-z]{5}$/u.test(code) && input instanceof HTMLInputElement) {
  input.value = code
  history.replaceState(null, '', location.pathname)
}
