/** The part of the JavaScript API of WebAssembly that is used here: Node has it, its types leave it to the DOM's. */
interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
}

interface WebAssemblyApi {
  readonly Memory: new (limits: { readonly initial: number }) => WebAssemblyMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: Readonly<Record<string, Readonly<Record<string, WebAssemblyMemory>>>>,
  ) => { readonly exports: Readonly<Record<string, unknown>> };
}

export const { Memory, Module, Instance } = (globalThis as unknown as { WebAssembly: WebAssemblyApi })
  .WebAssembly;
export type { WebAssemblyMemory };
