// What belongs to a backup: of each class of objects and each table of the read model, whether it is saved, and why not.

/** Classes whose objects are saved, sources before what they cause elsewhere: what is done twice changes nothing, what is missing is lost. */
export const keptKinds = [
  'DraftsObject',
  'CaseObject',
  'TransactionObject',
  'PersonObject',
  'ApplicantObject',
  'StatusListObject',
  'RecordObject',
  'AuditObject',
  'RegisterObject',
] as const

export type KeptKind = (typeof keptKinds)[number]

export const isKept = (kind: string): kind is KeptKind => (keptKinds as readonly string[]).includes(kind)

/** Classes that nothing is saved of. */
export const leftOut = {
  CeremonyObject: 'Nonces and forms of minutes before a login: whoever was at it begins again.',
  ClaimObject: 'Who has a value that one record alone may have: found out from the records at the next claim.',
  ImportObject:
    'How far files of old registers are: what they brought lies in the registers and in the store, and what was under way is sent again.',
  GrantObject: 'Logins at relying parties: every session ends with a restore, and people log in again.',
  GroundObject: 'Who has ground that no other may share: found out from the records at the next claim.',
  IssuanceObject: 'An offer of minutes to a wallet: it is offered again.',
  IssuerObject:
    'Private keys that sign for relying parties never leave it: a restored portal makes new ones and publishes them.',
  PresentationObject: 'A question of minutes to a wallet: it is asked again.',
  RosterObject: 'Which objects there are: a restore writes it as it brings them back.',
  SharesObject: 'Extracts that somebody shows until a time: they show them anew.',
  ThrottleObject: 'Who tried too often, in memory.',
  WalletNonceObject: 'Nonces of minutes: a wallet asks for another.',
} as const satisfies { readonly [kind: string]: string }

/** Tables of kept objects that are left out, by class. */
export const leftOutTables: { readonly [kind in KeptKind]?: readonly string[] } = {
  // Whoever restores signs everybody out; what relying parties were told they are told again.
  PersonObject: ['sessions', 'challenges', 'used_challenges'],
  // The log is saved entry by entry, with its batches, and its hashes follow from it; what waits to be published is made
  // anew, and witnesses sign again what they have seen.
  RegisterObject: [
    'log',
    'hashes',
    'batches',
    'digests',
    'unpublished',
    'published',
    'witnessed',
    'cosignatures',
    'asked',
  ],
}

/** Tables of the read model: `rebuilt` from the objects and compared row by row, or `saved` as they are. */
export const readModel = {
  snapshots: 'rebuilt',
  exact: 'rebuilt',
  words: 'rebuilt',
  counts: 'rebuilt',
  facets: 'rebuilt',
  outlines: 'rebuilt',
  cases: 'rebuilt',
  proposals: 'saved',
} as const satisfies { readonly [table: string]: 'rebuilt' | 'saved' }

/** Files that are not saved: the tiles of a log are cut from it again. */
export const isTile = (key: string): boolean => /^[a-z][a-z0-9-]*\/log\/tile\//u.test(key)

/** A restore writes; once all is compared, objects go on with what they had to do; then it is finished. */
export const restoreStages = ['writing', 'compared', 'finished'] as const
export type RestoreStage = (typeof restoreStages)[number]
