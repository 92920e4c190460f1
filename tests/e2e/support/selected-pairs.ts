import type { Page } from '@playwright/test';

export interface IcePair {
  state: string;
  localType: string;
  remoteType: string;
  protocol: string;
  bytesSent: number;
  bytesReceived: number;
}

interface RecordingWindow {
  recordedConnections: RTCPeerConnection[];
}

/** Keeps every peer connection the page makes. To be called before the page is opened. */
export async function recordConnections(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const Original = window.RTCPeerConnection;
    const recorded: RTCPeerConnection[] = [];
    Object.assign(window, {
      recordedConnections: recorded,
      RTCPeerConnection: class extends Original {
        constructor(configuration?: RTCConfiguration) {
          super(configuration);
          recorded.push(this);
        }
      },
    });
  });
}

/** The candidate pair that ICE selected, for each connection that is open now. */
export function selectedPairs(page: Page): Promise<IcePair[]> {
  return page.evaluate(async () => {
    const { recordedConnections } = window as unknown as RecordingWindow;
    const open = recordedConnections.filter((each) => each.connectionState === 'connected');
    return Promise.all(
      open.map(async (connection) => {
        const stats = new Map([...(await connection.getStats()).entries()]);
        const transport = [...stats.values()].find(({ type }) => type === 'transport');
        const pair = stats.get(transport?.selectedCandidatePairId);
        const local = stats.get(pair?.localCandidateId);
        const remote = stats.get(pair?.remoteCandidateId);
        return {
          state: String(pair?.state),
          localType: String(local?.candidateType),
          remoteType: String(remote?.candidateType),
          protocol: String(local?.protocol),
          bytesSent: Number(pair?.bytesSent),
          bytesReceived: Number(pair?.bytesReceived),
        };
      }),
    );
  });
}
