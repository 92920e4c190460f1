/**
 * Bytes as a string of characters 0 to 255. Immutable, comparable with `===` and `<` in byte order,
 * and in V8 a quarter of the memory of a small Uint8Array, which decides how many state keys fit
 * into a tab.
 */
export type Packed = string & { readonly packed?: never };

export function packBytes(bytes: Uint8Array): Packed {
  if (bytes.length === 32) return packHash(bytes);
  let packed = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    packed += packChunk(bytes.subarray(at, at + CHUNK));
  }
  return packed;
}

/** Not spread, which takes six times as long: engines walk through it element by element. */
function packChunk(bytes: Uint8Array): Packed {
  return String.fromCharCode.apply(undefined, bytes as Iterable<number> as number[]);
}

export function unpackBytes(packed: Packed): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(packed.length);
  unpackInto(packed, bytes, 0);
  return bytes;
}

export function unpackInto(packed: Packed, target: Uint8Array, offset: number): void {
  for (let i = 0; i < packed.length; i++) target[offset + i] = packed.charCodeAt(i);
}

/** Arguments a function call takes without risk for the stack. */
const CHUNK = 4_096;

/** Written out because spreading 32 bytes costs more than hashing them. */
function packHash(b: Uint8Array): Packed {
  // biome-ignore format: eight rows of four is easier to check than 32 lines
  return String.fromCharCode(
    b[0] as number, b[1] as number, b[2] as number, b[3] as number,
    b[4] as number, b[5] as number, b[6] as number, b[7] as number,
    b[8] as number, b[9] as number, b[10] as number, b[11] as number,
    b[12] as number, b[13] as number, b[14] as number, b[15] as number,
    b[16] as number, b[17] as number, b[18] as number, b[19] as number,
    b[20] as number, b[21] as number, b[22] as number, b[23] as number,
    b[24] as number, b[25] as number, b[26] as number, b[27] as number,
    b[28] as number, b[29] as number, b[30] as number, b[31] as number,
  );
}
