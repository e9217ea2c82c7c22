/** The library's browser build: pure JavaScript, without the threads and native programs of its main entry. */
declare module 'recheck/lib/browser.js' {
  export { checkSync } from 'recheck';
}
