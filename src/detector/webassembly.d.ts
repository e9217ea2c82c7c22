export {};

/** The part of the JavaScript API of WebAssembly that is used here: Node has it, its types leave it to the DOM's. */
declare global {
  namespace WebAssembly {
    class Memory {
      constructor(limits: { readonly initial: number });
      readonly buffer: ArrayBuffer;
      grow(pages: number): number;
    }
    class Module {
      constructor(bytes: Uint8Array);
    }
    class Instance {
      constructor(module: Module, imports: Readonly<Record<string, Readonly<Record<string, Memory>>>>);
      readonly exports: Readonly<Record<string, unknown>>;
    }
  }
}
