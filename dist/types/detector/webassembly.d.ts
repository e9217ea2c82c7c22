/** The part of the JavaScript API of WebAssembly that is used here: Node has it, its types leave it to the DOM's. */
interface WebAssemblyMemory {
    readonly buffer: ArrayBuffer;
}
export declare const Memory: new (limits: {
    readonly initial: number;
}) => WebAssemblyMemory, Module: new (bytes: Uint8Array) => object, Instance: new (module: object, imports: Readonly<Record<string, Readonly<Record<string, WebAssemblyMemory>>>>) => {
    readonly exports: Readonly<Record<string, unknown>>;
};
export type { WebAssemblyMemory };
