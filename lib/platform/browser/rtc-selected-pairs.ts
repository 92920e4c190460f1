/** The pair of addresses a peer connection sends through, as the browser reports it. */
export interface SelectedPair {
  /** `host`, `srflx` and `prflx` are direct, `relay` is a TURN server. */
  localType: string;
  remoteType: string;
  protocol: string;
  remoteAddress: string;
  bytesSent: number;
  bytesReceived: number;
}

type Stats = Record<string, unknown> & { id: string; type: string };

/** Undefined until ICE has selected a pair. */
export async function selectedPairOf(
  connection: RTCPeerConnection,
): Promise<SelectedPair | undefined> {
  const stats = new Map<string, Stats>();
  (await connection.getStats()).forEach((value: Stats) => {
    stats.set(value.id, value);
  });
  const pair = findSelected([...stats.values()], stats);
  const local = stats.get(String(pair?.localCandidateId));
  const remote = stats.get(String(pair?.remoteCandidateId));
  if (pair === undefined || local === undefined || remote === undefined) return undefined;
  return {
    localType: String(local.candidateType),
    remoteType: String(remote.candidateType),
    protocol: String(local.protocol),
    remoteAddress: `${remote.address}:${remote.port}`,
    bytesSent: Number(pair.bytesSent),
    bytesReceived: Number(pair.bytesReceived),
  };
}

/** Chromium names the pair in its transport; Firefox marks the pair itself. */
function findSelected(all: readonly Stats[], stats: Map<string, Stats>): Stats | undefined {
  const transport = all.find(({ type }) => type === 'transport');
  if (transport !== undefined) return stats.get(String(transport.selectedCandidatePairId));
  return all.find(({ type, selected }) => type === 'candidate-pair' && selected === true);
}
