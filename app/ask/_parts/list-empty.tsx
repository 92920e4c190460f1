import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Empty } from '../../../lib/ui/empty.tsx';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import type { ListChoice } from './list-choice.ts';
import { WhenCaughtUp } from './when-caught-up.tsx';

const words = askMessages.list;

/** Why a list has nothing, and what to do about it. */
export function ListEmpty({ choice }: { choice: ListChoice }) {
  const [title, next] = wordsFor(choice);
  return (
    <WhenCaughtUp>
      <Empty
        picture={choice.words.trim() === '' ? 'loose' : 'cut'}
        title={title}
        action={<LinkButton href={links.newQuestion}>{askMessages.newQuestion}</LinkButton>}
      >
        {next}
      </Empty>
    </WhenCaughtUp>
  );
}

function wordsFor({ order, tag, words: typed }: ListChoice): [title: string, next: string] {
  if (typed.trim() !== '') return [words.nothingFound(typed.trim()), words.nothingFoundNext];
  if (tag !== undefined) return [words.nothingTagged(tag), words.nothingTaggedNext];
  if (order === 'unanswered') return [words.noUnanswered, words.noUnansweredNext];
  if (order === 'bounty') return [words.noBounty, words.noBountyNext];
  return [words.empty, words.emptyNext];
}
