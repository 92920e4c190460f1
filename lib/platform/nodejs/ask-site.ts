import type { Address } from '../../core/bytes.ts';
import type {
  CommentList,
  KarmaView,
  PostView,
  ProfileView,
  QaRules,
  QuestionList,
  QuestionView,
} from '../../modules/qa/views.ts';
import type { WeftNode } from '../../node/create-node.ts';

/** What is on the chain already of the questions and answers, as a node's final state has it. */
export interface AskSite {
  profile(account: Address): Promise<ProfileView>;
  karma(account: Address): Promise<KarmaView>;
  rules(): Promise<QaRules>;
  /** Ids by title, of the questions of an account. */
  questionsOf(account: Address): Promise<Map<string, bigint>>;
  /** With `account`, its own votes are in it. */
  question(id: bigint, account?: Address): Promise<QuestionView | null>;
  commentsOf(post: bigint): Promise<readonly PostView[]>;
  hasGrantOf(account: Address): Promise<boolean>;
}

export function createAskSite(rpc: Pick<WeftNode['rpc'], 'handleRequest'>): AskSite {
  const query = async (module: string, name: string, input: Record<string, string | bigint>) =>
    (await rpc.handleRequest('query', { module, name, input })).value;

  return {
    profile: async (account) => (await query('qa', 'profile', { account })) as ProfileView,
    karma: async (account) => (await query('qa', 'karma', { account })) as KarmaView,
    rules: async () => (await query('qa', 'rules', {})) as QaRules,
    async questionsOf(author) {
      const found = new Map<string, bigint>();
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const input = { order: 'new', author, limit: PAGE, ...(cursor && { cursor }) };
        const page = (await rpc.handleRequest('query', { module: 'qa', name: 'list', input }))
          .value as QuestionList;
        for (const { title, id } of page.questions) found.set(title, id);
        cursor = page.cursor;
      }
      return found;
    },
    question: async (id, account) =>
      (await query('qa', 'question', { id, ...(account && { account }) })) as QuestionView | null,
    async commentsOf(post) {
      const found: PostView[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const input = { post, ...(cursor && { cursor }) };
        const page = (await query('qa', 'comments', input)) as CommentList;
        found.push(...page.comments);
        cursor = page.cursor;
      }
      return found;
    },
    async hasGrantOf(account) {
      const grants = (await query('sponsor', 'grants', {})) as { opener: Address }[];
      return grants.some(({ opener }) => opener === account);
    },
  };
}

const PAGE = 20;
