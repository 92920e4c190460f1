import type { FlaggedPost } from '../../../../lib/client/qa/views.ts';
import { Ago } from '../../../../lib/ui/ago.tsx';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { LinkButton } from '../../../../lib/ui/link-button.tsx';
import { links } from '../../../../lib/ui/links.ts';
import { PageLink } from '../../../../lib/ui/page-link.tsx';
import { ITEM, ITEM_LINK } from '../../_parts/items.ts';
import { PersonLink } from '../../_parts/person-link.tsx';
import { Judgement } from './judgement.tsx';

const words = askMessages.flags;

/** A flagged post with the reasons that readers gave. */
export function FlaggedRow({
  flagged: { post, question, title, reasons },
  nowMs,
}: {
  flagged: FlaggedPost;
  nowMs: number;
}) {
  return (
    <li
      {...{ [ITEM]: '' }}
      data-flagged={`${post.id}`}
      className="border-t border-hairline py-6 text-sm"
    >
      <h2 className="flex flex-wrap items-center gap-2 text-base">
        <PageLink
          {...{ [ITEM_LINK]: '' }}
          href={links.question(question, post.id)}
          className="wrap-anywhere hover:text-dye-3"
        >
          <bdi>{title === '' ? askMessages.post.hiddenTitle : title}</bdi>
        </PageLink>
        <Chip>{askMessages.post.kinds[post.kind]}</Chip>
        <Chip kind="care">{askMessages.post.flags(post.flags)}</Chip>
        {post.isHidden && <Chip kind="fault">{askMessages.hidden}</Chip>}
      </h2>
      <p className="mt-2 line-clamp-4 max-w-[68ch] wrap-anywhere text-ink-2">
        {post.text === '' ? askMessages.post.isHiddenNext : post.text}
      </p>
      <p className="mt-2">
        <PersonLink person={post.author} />
      </p>
      <ul aria-label={words.reasons(reasons.length)} className="mt-3 border-t border-hairline">
        {reasons.map(({ by, reason, atMs }) => (
          <li
            key={`${by.account}/${atMs}`}
            className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-b border-hairline py-2"
          >
            <bdi className="min-w-0 wrap-anywhere">{reason === '' ? words.noReason : reason}</bdi>
            <span className="flex items-center gap-2.5 text-xs text-ink-2">
              <PersonLink person={by} />
              <Ago timestampMs={atMs} nowMs={nowMs} />
            </span>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <LinkButton size="small" href={links.question(question, post.id)}>
          {words.see}
        </LinkButton>
        <Judgement post={post} />
      </div>
    </li>
  );
}
