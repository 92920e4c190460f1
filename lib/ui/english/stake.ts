import type { Phase } from '../../client/types.ts';
import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

/** Who validates, with whose coins, and validating from a tab. */
export const stake = {
  stake: {
    title: 'Stake',
    lead: 'Validators put coins at stake and vote on blocks. Anybody can: from this tab, or by lending stake to one who does. Each epoch the candidates with most stake vote.',
    loading: 'Reads the stake from this tab',
    fixedTitle: 'The validators of this chain never change',
    fixed: 'It was started without epochs, so nobody can join and stake has no say.',
    fee: (percent: number) => `${percent} %`,
    feeThen: (percent: number, next: number) => `${percent} %, next epoch ${next} %`,
    stats: {
      epoch: 'Epoch',
      ends: 'Ends',
      endsIn: (span: string) => `in ${span}`,
      endsNow: 'with the next block',
      voting: 'Voting',
      candidates: (count: number) =>
        `${several(count, 'candidate', 'candidates')} for the next epoch`,
      power: 'Power',
      powerUnit: (coins: string) => `one for each ${coins}`,
      founding: 'Founding stake',
      foundingHint: 'of the power of this epoch',
      unbonding: 'Taking stake back',
      unbondingAfter: 'after the epoch in which you ask for it',
      unbondingHint: (span: string) => `the rest of the epoch and ${span}`,
    },

    list: {
      title: 'Validators',
      note: 'power and turns of this epoch',
      share: (percent: string) => `${percent} of the power`,
      nextShare: (percent: string) => `${percent} of the power in the next epoch`,
      noShare: 'No power in the next epoch',
      fee: (fee: string) => `Fee ${fee}`,
      founding: (percent: string) => `${percent} founding`,
      noFounding: 'none of it founding',
      leftStake: 'all taken back',
      foundingNote:
        'Undyed in the bars: founding stake, given at the start. It votes, earns nothing and can never be taken out.',
      led: (blocks: number, turns: number) =>
        `Led ${formatNumber(blocks)} of ${several(turns, 'turn', 'turns')}`,
      noTurn: 'No turn yet',
      attended: (percent: string) => `Signed ${percent} of blocks`,
      tooEarly: 'Nothing to sign yet',
      notMember: 'Does not vote in this epoch',
      delegate: 'Delegate',
      delegateTo: (name: string) => `Delegate to ${name}`,
      add: 'Add stake',
      yours: 'you',
      states: {
        voting: 'voting',
        waiting: 'from next epoch',
        jailed: 'in jail',
        leaving: 'leaving',
        removed: 'removed',
        idle: 'no place',
      },
      jailedUntil: (epoch: bigint) => `May return in epoch ${formatNumber(epoch)}`,
    },

    own: {
      title: 'Your stake',
      none: 'You have nothing at stake.',
      noneNext: 'Delegate to a validator of your choice, or validate from this tab.',
      with: 'With',
      yourself: 'yourself',
      bonded: 'at stake',
      back: 'on its way back',
      takeBack: 'Take back',
      takeBackFrom: (name: string) => `Take stake back from ${name}`,
      releasedIn: (span: string) => `yours in ${span}`,
      releasedAbout: (span: string) => `yours in about ${span}`,
      releasedNow: 'yours with the next block',
      founding: 'founding stake',
      foundingWords: 'Votes, earns nothing, never becomes coins',
      burn: 'Burn',
      burnFounding: 'Burn founding stake',
      fee: 'kept of the fees',
      feeFrom: (percent: number, epoch: bigint) =>
        `${percent} % from epoch ${formatNumber(epoch)} on`,
      changeFee: 'Change fee',
      earns: 'Fees are shared out at the end of each epoch and join your stake by themselves.',
    },

    delegate: {
      title: (name: string) => `Delegate to ${name}`,
      titleOwn: 'Add to your own stake',
      amount: 'Amount',
      have: 'Available',
      submit: (amount: string, unit: string) => `Delegate ${amount} ${unit}`,
      empty: 'Delegate',
      submitOwn: (amount: string, unit: string) => `Add ${amount} ${unit}`,
      emptyOwn: 'Add stake',
      validatorFee: 'Validator keeps of the fees',
      leaves: 'Leaves your account, at most',
      fee: 'Fee, at most',
      counts: 'Gives power',
      countsFrom: (epoch: bigint) => `from epoch ${formatNumber(epoch)} on`,
      returns: 'Taking it back takes',
      risk: 'If this validator signs two contradicting votes, 5 % of all stake behind it is taken, yours too. Being away costs no stake.',
    },

    undelegate: {
      title: (name: string) => `Take stake back from ${name}`,
      submit: (amount: string, unit: string) => `Take back ${amount} ${unit}`,
      empty: 'Take back',
      staked: 'At stake',
      yours: 'Yours again',
      yoursIn: (span: string) => `in about ${span}`,
      rest: (least: string) => `A rest below ${least} comes back as well.`,
      risk: 'Until the epoch is over it may still have voted, so it waits that long and can be taken if its validator contradicted itself. It earns nothing meanwhile.',
    },

    changeFee: {
      title: 'Change your fee',
      now: 'Now',
      counts: 'The new fee counts',
      words:
        'Fees of the running epoch are still shared out by the fee of now. The new one is in the list as soon as its block is final, so whoever has stake with you can see it before it counts. Until the epoch ends you may change it again.',
      submit: (percent: number) => `Change the fee to ${percent} %`,
      empty: 'Change fee',
    },

    burn: {
      title: 'Burn founding stake',
      have: 'Founding stake',
      left: 'Founding stake left',
      power: (epoch: bigint) => `Your stake gives, from epoch ${formatNumber(epoch)} on`,
      powerOf: (power: bigint) => (power > 0n ? `power ${formatNumber(power)}` : 'no power'),
      risk: 'What is burnt is gone for ever: nobody gets it, and nothing brings it back. It still votes until the epoch ends. Your coins, your own stake and the stake of others are not touched.',
      submit: (amount: string, unit: string) => `Burn ${amount} ${unit} for ever`,
      empty: 'Burn founding stake',
    },

    problems: {
      empty: 'Type an amount.',
      malformed: 'This is not a number.',
      tooPrecise: (decimals: number) => `At most ${decimals} digits stand behind the point.`,
      zero: 'The amount must be more than zero.',
      tooMuch: 'That is more than you have after the fee.',
      notStaked: 'That is more than you have at stake here.',
      tooLittle: (least: string) => `The least stake is ${least}.`,
      notFounding: 'That is more founding stake than you have.',
      sameFee: 'That is your fee already.',
      fee: 'A fee is a whole number from 0 to 100.',
    },

    action: {
      signing: 'Waiting for your wallet',
      sending: 'Sending',
      waits: 'Waits for the next block.',
      included: 'In a block that is not final yet.',
      done: 'Done. It is final.',
      close: 'Close',
      nodeFirst: 'Your node is not live yet. This waits until it is.',
    },
  },

  validate: {
    title: 'Validate from this tab',
    lead: 'A tab that votes needs three things: coins at stake, a key of its own, and to stay open.',
    steps: {
      label: 'How this tab becomes a validator',
      connect: 'Connect a wallet',
      connectWords:
        'Your account owns the stake and signs for it. It never sees the key that votes.',
      connectDone: (account: string) => `Connected as ${account}`,
      register: 'Bond and register',
      registerWords:
        'This tab makes a key that never leaves it. Then one signature in your wallet puts coins at stake and names the key.',
      wait: 'Wait for the next epoch',
      waitWords: 'Committees change only when an epoch ends.',
      vote: 'Vote',
      voteWords: 'This tab votes as long as it is open.',
      done: 'done',
    },
    form: {
      amount: 'Own stake',
      fee: 'Fee you keep',
      feeHint: 'Of the fees that stake with you earns.',
      gives: 'Gives you',
      power: (power: bigint, percent: string) =>
        `power ${formatNumber(power)}, ${percent} of the network`,
      capped: (percent: number) => `Nobody votes with more than ${percent} % of the power.`,
      least: (least: string) => `at least ${least}`,
      votes: 'Votes',
      makingKey: 'Making the key',
      submit: (amount: string, unit: string) => `Register with ${amount} ${unit}`,
      empty: 'Register',
    },
    waiting: {
      title: 'Registered',
      words: (epoch: bigint) =>
        `This tab votes from epoch ${formatNumber(epoch)} on. Keep it open.`,
      in: (span: string) => `It begins in ${span}`,
      now: 'It begins with the next block',
      idleTitle: 'Not enough stake for a place',
      idle: (members: number) =>
        `The ${formatNumber(members)} candidates with most stake vote. Add to your stake, or wait for stake from others.`,
    },
    voting: {
      title: 'This tab votes',
      silentTitle: 'This tab does not vote now',
      silent: {
        starting: 'Its node is starting. It votes as soon as it follows the chain.',
        syncing: 'Its node fetches what it missed. It votes as soon as it follows the chain.',
        paused: 'Its node is paused. It votes again when the node goes on, on the page Node.',
        alone:
          'Its node reaches no relay and no other node. It keeps trying, and votes as soon as one answers.',
        stopped: 'Its node has stopped. Start it again on the page Node, and it votes again.',
      } satisfies Record<Exclude<Phase, 'live'>, string>,
      since: 'Votes since',
      sinceEpoch: (epoch: bigint) => `epoch ${formatNumber(epoch)}`,
      power: 'Power',
      powerOf: (power: bigint, percent: string) => `${formatNumber(power)}, ${percent}`,
      turns: 'Its turns in this epoch',
      turnsOf: (turns: number, missed: number) =>
        turns === 0
          ? 'none yet'
          : missed === 0
            ? `${formatNumber(turns)}, none missed`
            : `${formatNumber(turns)}, ${formatNumber(missed)} missed`,
      signed: 'Signed in this epoch',
      signedOf: (attended: number, blocks: number) =>
        blocks === 0
          ? 'nothing to sign yet'
          : `${formatNumber(attended)} of ${several(blocks, 'block', 'blocks')}`,
      lastVote: 'Last vote',
      lastVoteIn: (view: bigint) => `in view ${formatNumber(view)}`,
      lastVotes: 'Last votes',
      lastVotesOf: (counted: number, blocks: number) =>
        counted === blocks
          ? `Counted for all of the last ${several(blocks, 'block', 'blocks')}.`
          : `Counted for ${formatNumber(counted)} of the last ${several(blocks, 'block', 'blocks')}.`,
      laterWords: (count: number) =>
        `${formatNumber(count)} came after the certificate closed: the next block recorded ${count === 1 ? 'it' : 'them'} all the same.`,
      arrived: {
        'in-time': 'in the certificate',
        later: 'later, recorded by the next block',
        never: 'not counted',
      },
      inLoom: 'Its thread is marked in the loom.',
      leavingTitle: 'Leaving',
      leaving:
        'Keep this tab open until the epoch ends: until then it still votes. Then your stake comes back by itself.',
      leavingIn: (span: string) => `The epoch ends in ${span}`,
      leavingNow: 'The epoch ends with the next block',
    },
    jail: {
      title: 'In jail',
      words:
        'This tab was away for most of its turns, or of the blocks, in an epoch. So it does not vote. That cost no stake, and only you can bring it back.',
      from: (epoch: bigint) =>
        `It stays in jail for one full epoch, until epoch ${formatNumber(epoch)}.`,
      in: (span: string) => `It may return in about ${span}`,
      free: 'It may return now and votes from the next epoch on.',
      unjail: 'Leave jail',
    },
    removed: {
      title: 'Removed for good',
      words:
        'This account signed two votes that contradict each other. 5 % of the stake behind it was taken, and it never validates again. What is left is yours: take it back under Your stake. Validate with another account if you like.',
    },
    key: {
      deadTitle: 'The key in this browser must not vote any more',
      dead: 'Its record of votes is lost, with the data of this page. Without it the key could contradict a vote it no longer remembers, and that costs stake. So it is never used again.',
      missingTitle: 'This browser does not have the key of your validator',
      missing:
        'Either it votes elsewhere, in another browser or a seed: then leave it to that one. Or its data was deleted there: then the key is gone, and nobody can bring it back.',
      safe: 'Your stake is not lost: it is on the chain and belongs to your account.',
      replace: 'Replace the keys',
      replaceWords:
        'This tab makes new keys and you sign once. They vote from the next epoch on; the old ones never again.',
      replacing: (epoch: bigint) =>
        `The new keys of this tab vote from epoch ${formatNumber(epoch)} on.`,
      unconnectedTitle: 'This browser has the key of a validator',
      unconnected:
        'It needs no wallet to vote. To see how it does or to leave, connect the account',
      otherTitle: 'This browser has the key of another account',
      other: 'One browser votes for one validator. Choose that account in the wallet to go on.',
    },
    closing: {
      title: 'What closing this tab does',
      away: 'A closed tab cannot vote. It misses its turns, and everybody waits a little longer for each. So does a computer that sleeps.',
      stands:
        'While a third of the power or more is away, no block becomes final. Nothing is lost: it goes on when they are back.',
      jail: 'Who misses more than half of its turns in an epoch, or nearly all blocks, goes to jail: it votes again only after a full epoch and one signature of yours.',
      stake: 'Your stake is not lost by being away. It just earns nothing.',
      back: 'Open this page in this browser and it votes on. The key waits here.',
      erase:
        'Deleting the data of this page deletes the key for ever. Your stake stays; replace the keys to go on.',
      copy: 'Never run a copy of this browser profile: two that vote against each other lose stake and the place for good.',
      otherTab: 'Another tab of this browser runs the node. That is the one to keep open.',
    },
    leave: {
      open: 'Stop validating',
      title: 'Stop validating',
      words: (span: string) =>
        `You sign once. The tab goes on voting until the epoch ends, in ${span}: keep it open that long. Closing it earlier risks jail and slows everybody, but costs no stake.`,
      wordsNow:
        'You sign once. The tab goes on voting until the epoch ends, with the next block or so: keep it open that long.',
      stake: 'Your own stake',
      others: 'Stake of others stays theirs; they take it back when they like.',
      returns: 'Comes back',
      submit: 'Stop validating',
    },
  },
};
