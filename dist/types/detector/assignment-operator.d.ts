/**
 * Where the value begins that the name before `nameEnd` is given, -1 when nothing is assigned.
 * @param from start of the file in `text`
 * @param to end of the file in `text`
 * @param isFlag the name is an option of a command: a blank assigns to it
 */
export declare function valueStartAfter(text: string, nameStart: number, nameEnd: number, from: number, to: number, isFlag: boolean): number;
