/** The part of an EIP-1193 provider that signing needs. */
export interface Signer {
  request(request: { method: string; params?: unknown }): Promise<unknown>;
}
