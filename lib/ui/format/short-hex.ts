/** First and last four digits: 0x4f2a…91be. Anything short enough stays whole. */
export function shortHex(hex: string): string {
  return hex.length <= 14 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}

/** A libp2p peer id differs in its end, so that is what is shown. */
export function shortPeerId(id: string): string {
  return id.length <= 12 ? id : `…${id.slice(-8)}`;
}
