/** What a key of a company may be good for. */
export const companyKeyScopes = ['directory:read', 'matches:read', 'meetings:read', 'meetings:book'] as const;

/** What a key of a forum may be good for. */
export const forumKeyScopes = ['directory:read', 'schedule:read'] as const;

export type KeyScope = (typeof companyKeyScopes)[number] | (typeof forumKeyScopes)[number];
