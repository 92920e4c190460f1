/** A worker's stand-in for RTCIceCandidate: what signalling reads and writes of it. */
export class RtcCandidate {
  readonly candidate: string;
  readonly sdpMid: string | null;
  readonly sdpMLineIndex: number | null;
  readonly usernameFragment: string | null;

  constructor(init: RTCIceCandidateInit) {
    this.candidate = init.candidate ?? '';
    this.sdpMid = init.sdpMid ?? null;
    this.sdpMLineIndex = init.sdpMLineIndex ?? null;
    this.usernameFragment = init.usernameFragment ?? null;
  }

  toJSON(): RTCIceCandidateInit {
    return { ...this };
  }
}

/** A worker's stand-in for RTCSessionDescription. */
export class RtcDescription {
  readonly type: RTCSdpType;
  sdp: string;

  constructor(init: RTCSessionDescriptionInit) {
    this.type = init.type;
    this.sdp = init.sdp ?? '';
  }

  toJSON(): RTCSessionDescriptionInit {
    return { ...this };
  }
}

/** Names a certificate that stays on the page. */
export class RtcCertificate {
  readonly number: number;
  readonly expires: number;

  constructor(number: number, expires: number) {
    this.number = number;
    this.expires = expires;
  }
}
