import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

/** Who pays for whom: what is free today, and what a sponsor gives. */
export const sponsors = {
  /** Parts of the site by the module they belong to. */
  places: { qa: 'Ask' } as Readonly<Record<string, string>>,
  units: (units: bigint | number) => `${formatNumber(units)} units`,
  posts: (posts: bigint) => several(posts, 'post', 'posts'),

  today: {
    title: 'Free posts today',
    left: (posts: bigint, percent: string) =>
      `About ${several(posts, 'post', 'posts')} left today (${percent} %)`,
    none: 'Nobody pays for your posts now.',
    more: 'Who pays, and until when',
  },

  free: {
    title: 'Free today',
    lead: 'Sponsors and your own stake pay for some of what you do, so that you need no coin. Midnight in UTC begins a new day.',
    reading: 'Reads who pays for you',
    leftUnits: (left: bigint, of: bigint) =>
      `${formatNumber(left)} of ${several(of, 'unit', 'units')} left`,
    nothing: 'Nothing is free for this account',
    pays: 'Paid by',
    payers: { grant: 'sponsors', stake: 'your stake' },
    nobody: 'nobody now',
    anew: 'Begins anew',
    anewIn: (span: string) => `in ${span}`,
    sponsors: 'Sponsors',
    noSponsors: 'No sponsor pays for anything on this chain yet.',
    showAll: (count: number) => `Show all ${formatNumber(count)} sponsors`,
    gives: (posts: string) => `${posts} a day for each account`,
    states: {
      pays: 'Pays for you',
      empty: 'Has no coins left',
      invited: 'Pays for invited people only',
      coins: (amount: string) => `Pays for who has held ${amount} for a day`,
      tooFew: (amount: string) => `Pays for who holds ${amount}, which is more than you have`,
      waits: (span: string) => `Joined. Pays from ${span} on, while you hold enough`,
    },
    own: 'Yours',
    join: 'Join',
    joinOf: (opener: string) => `Join the grant of ${opener}`,
  },

  invitation: {
    label: 'Invitation',
    hint: 'Paste the link that a sponsor gave you.',
    open: 'I have an invitation',
    malformed: 'This is not a whole invitation. Copy the link once more.',
    title: 'You are invited',
    words: (place: string, posts: string) =>
      `A sponsor pays for what you do on ${place}: ${posts} a day. Joining is free as well.`,
    from: 'From',
    forAccount: 'For',
    otherAccount:
      'This invitation is for another account. Connect that one in your wallet, then join.',
    gone: 'The grant of this invitation is closed. Ask the sponsor for another one.',
    joined: 'You have joined. The sponsor pays for you from now on.',
    submit: 'Join for free',
    dismiss: 'Forget this invitation',
  },

  own: {
    title: 'What you sponsor',
    lead: 'A grant pays the fees of others from coins that you set aside. You can take them back at any time.',
    none: 'You sponsor nobody.',
    open: 'Sponsor others',
    grant: (place: string) => `Grant for ${place}`,
    left: 'Left',
    now: 'It may pay now',
    nowOf: (posts: string, of: string) => `${posts} of ${of} an hour`,
    perAccount: 'A day for each account',
    perDay: 'A day for all',
    priceMax: 'Pays for a post, at most',
    requires: 'For whom',
    held: 'Held for what people created',
    requirements: {
      nothing: 'everybody',
      invitation: 'whom you invite',
      coins: (amount: string) => `who holds ${amount}`,
    },
    fill: 'Add coins',
    empty: 'Take back',
    change: 'Change budgets',
    invite: 'Invite',
    end: 'End invitations',
    close: 'Close',
  },

  openForm: {
    title: 'Sponsor others',
    words: (place: string) => `Pays the fees of others on ${place}, from coins that you set aside.`,
    requires: 'For whom',
    choices: { nothing: 'Everybody', invitation: 'By invitation', coins: 'Who has coins' },
    hints: {
      nothing: 'Strangers can use up every hour what you release in it.',
      invitation: 'You name each account, and your wallet signs its invitation.',
      coins: 'Who joins has to hold so many coins for a day, and keep them.',
    },
    minimum: 'Coins to hold',
    deposit: 'Coins to set aside',
    have: 'You have',
    submit: (amount: string, unit: string) => `Set ${amount} ${unit} aside`,
    empty: 'Set coins aside',
    risk: 'Coins that were paid do not come back. What is left does, when you take it back or close the grant.',
  },

  budget: {
    perAccount: 'Posts a day for each account',
    perDay: 'Posts a day for all',
    perDayHint: 'Released evenly over the day; an hour of it is kept.',
    price: 'Most it pays for a post',
    priceHint: (now: string) =>
      `A post costs ${now} now; more when the chain is busy. Besides, a deposit is held for what it stores.`,
    title: (units: string) => `exactly ${units}`,
    posts: 'posts',
  },

  fillForm: {
    title: 'Add coins',
    label: 'Amount',
    have: 'You have',
    after: 'Left then',
    risk: 'They are yours as before, until the grant has paid with them.',
    submit: (amount: string, unit: string) => `Add ${amount} ${unit}`,
    empty: 'Add coins',
  },

  emptyForm: {
    title: 'Take coins back',
    label: 'Amount',
    left: 'In the grant',
    after: 'Left then',
    risk: 'The grant pays as long as something is left.',
    submit: (amount: string, unit: string) => `Take ${amount} ${unit} back`,
    empty: 'Take coins back',
  },

  changeForm: {
    title: 'Change budgets',
    risk: 'It counts from its block on. What an account used today stays used.',
    submit: 'Change budgets',
  },

  invite: {
    title: 'Invite somebody',
    words: 'Your wallet signs who is invited. Nothing is sent: whoever has the link joins by it.',
    account: 'Account to invite',
    submit: 'Sign the invitation',
    signing: 'Waiting for your wallet',
    link: 'Link to give away',
    linkThing: 'invitation link',
    only: 'It works for this account and for no other.',
    another: 'Invite another one',
  },

  end: {
    title: 'End invitations',
    words:
      'Whoever joined by an invitation is out, and invitations you gave away are worth nothing. You can invite anew.',
    submit: 'End all invitations',
  },

  close: {
    title: 'Close the grant',
    words: 'It pays nothing any more, and what is left comes back to you.',
    held: 'What it paid for entries that people created comes back as they delete them; the grant then waits for you to close it once more.',
    comesBack: 'Comes back to you',
    submit: 'Close the grant',
  },

  problems: {
    empty: 'Type a number.',
    malformed: 'This is not a number.',
    'too-precise': 'The coin has 18 decimals at most.',
    whole: 'Type a whole number of posts.',
    zero: 'It must be more than zero.',
    tooFewForAll: (least: bigint) =>
      `All accounts together need at least ${several(least, 'post', 'posts')} a day.`,
    moreThanAll: 'One account cannot have more than all together.',
    tooMuch: 'That is more than you have after the fee.',
    notThere: 'That is more than the grant has left.',
  },
} as const;
