/** Names of all metrics; units last. */
export const METRICS = {
  finalBlocks: 'finalBlocks',
  finalTransactions: 'finalTransactions',
  finalHeight: 'finalHeight',
  epoch: 'epoch',
  finalityMs: 'finalityMs',
  votes: 'votesSeen',
  certificates: 'certificatesSeen',
  evidence: 'evidence',
  ethereumFinalizedBlock: 'ethereumFinalizedBlock',
  ethereumAgreedEvents: 'ethereumAgreedEvents',
  ethereumPendingEvents: 'ethereumPendingEvents',
  ethereumEndpoints: 'ethereumEndpointsFollowing',
  ethereumBlindMs: 'ethereumBlindMs',
} as const;
