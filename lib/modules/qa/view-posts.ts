import type { ModuleStore } from '../../chain/module.ts';
import type { Address } from '../../core/bytes.ts';
import { EXCERPT_CHARACTERS } from '../../core/module-limits.ts';
import { getParameters, pointsFor } from './parameters.ts';
import { plainText } from './plain-text.ts';
import { getContent, getVote } from './posts.ts';
import { getProfile } from './profiles.ts';
import { authorOf, type Content, createdMsOf, currentOf, type Post, pointsOf } from './records.ts';
import type { Author, PostView } from './views.ts';

/** Who reads, and what he may see. */
export interface Reader {
  account: Address | undefined;
  /** Has the privilege to hide, and so sees what is hidden. */
  isModerator: boolean;
}

/** Makes views of posts for one reader; looks each person up once. */
export interface PostViews {
  maySee(post: { author: Address; isHidden: boolean }): boolean;
  author(account: Address): Author;
  view(id: bigint, post: Post): PostView;
  /** The newest, without words that the reader may not see. */
  content(post: Post): Content;
}

type Readable = Pick<ModuleStore, 'get'>;

export function createPostViews(store: Readable, account: Address | undefined): PostViews {
  const reader = readerOf(store, account);
  const authors = new Map<Address, Author>();

  function author(of: Address): Author {
    const known = authors.get(of) ?? authorView(store, of);
    authors.set(of, known);
    return known;
  }

  function maySee(post: { author: Address; isHidden: boolean }): boolean {
    return !post.isHidden || reader.isModerator || post.author === reader.account;
  }

  function content(post: Post): Content {
    const isSeen = maySee({ author: authorOf(post), isHidden: post.isHidden });
    return isSeen ? getContent(store, currentOf(post).content) : NOTHING;
  }

  return {
    maySee,
    author,
    content,
    view(id, post) {
      const { kind, edits, ups, downs, flags, isHidden } = post;
      const vote = reader.account && getVote(store, id, reader.account);
      return {
        ...{ id, kind, author: author(authorOf(post)), createdAtMs: createdMsOf(post) },
        editedAtMs: edits > 0 ? currentOf(post).atMs : null,
        ...{ edits, text: content(post).text, score: BigInt(ups - downs) },
        myVote: vote ? (vote.isUp ? 'up' : 'down') : 'none',
        ...{ flags, isHidden },
      };
    },
  };
}

export function authorView(store: Readable, account: Address): Author {
  const profile = getProfile(store, account);
  const points = profile ? pointsOf(profile) : 1n;
  return { account, name: profile?.name || null, points };
}

/** The first words of a text, without marks that only a page understands. */
export function excerptOf(text: string): string {
  const plain = plainText(text);
  const characters = [...plain];
  if (characters.length <= EXCERPT_CHARACTERS) return plain;
  const cut = characters.slice(0, EXCERPT_CHARACTERS).join('');
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), EXCERPT_CHARACTERS / 2))}…`;
}

function readerOf(store: Readable, account: Address | undefined): Reader {
  if (!account) return { account, isModerator: false };
  const { points } = authorView(store, account);
  return { account, isModerator: points >= pointsFor(getParameters(store), 'hide') };
}

const NOTHING: Content = { title: '', tags: [], text: '' };
