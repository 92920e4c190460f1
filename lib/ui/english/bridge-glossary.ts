/** Words of the bridge that a person meets nowhere else, in the order in which they come up. */
export const bridgeGlossary = {
  glossary: {
    title: 'Words on this page',
    terms: [
      [
        'Gateway',
        'The contract on Ethereum that holds what was deposited as balances, for everybody together.',
      ],
      ['Vault', 'The contract on Ethereum that holds coins, each by itself, with its own history.'],
      ['Piece', 'One token of a collection (ERC-721), known by its number.'],
      ['Final', 'In a block that can never be taken back.'],
      [
        'Checkpoint',
        'A final block of Weft that Ethereum has accepted. What is in it, or in a block before it, can be proven on Ethereum.',
      ],
      [
        'Burn',
        'To give up something here so that it can be claimed on Ethereum. Nobody has it in between.',
      ],
      ['Claim', 'The transaction on Ethereum that pays what was burnt here. It never expires.'],
      [
        'Coin',
        'In the Vault, what one deposit became: an amount or a piece, moved whole, known by its number.',
      ],
      [
        'Secured',
        'Of a coin: a checkpoint covers it, and your node has its whole history. Not even all validators together can take it, while somebody watches.',
      ],
      [
        'Exit',
        'How a coin leaves the Vault: you show its last transfers and wait for a window of time, in which others may object.',
      ],
      [
        'Bond',
        'Ether that you leave with an exit or a challenge. You get it back unless you are shown to be wrong.',
      ],
      [
        'Challenge',
        'An objection to an exit: a transfer that shows it to be wrong, or a question for an older part of the history.',
      ],
      [
        'Answer',
        'What the owner shows when he is asked: the transfers of the coin, one after the other, back to its deposit.',
      ],
      [
        'Seed',
        'A node that runs on a server and helps tabs to find each other. With a key for Ethereum it posts checkpoints and watches exits.',
      ],
      [
        'Watchtower',
        'Whoever looks for false exits of a coin and challenges them: your open tab, and seeds that have a key for Ethereum.',
      ],
    ] as const,
  },
};
