import { defaultWeights, type Weights } from '#matching';

export interface SampleSubForum {
  readonly key: SubForumKey;
  readonly nameEn: string;
  readonly nameZh: string;
  readonly theme: string;
  /** Groups of the taxonomy whose sectors it is about. */
  readonly sectorGroups: readonly string[];
}

export type SubForumKey = 'energy' | 'infrastructure';

/** The first or the second day of the forum; their dates depend on when it is loaded, see `planSampleForum`. */
export type SampleDay = 1 | 2;

/** A session of one sub-forum, or of all when `subForum` is null; local times at the venue. */
export interface SampleSession {
  readonly name: string;
  readonly subForum: SubForumKey | null;
  /** Which of the forum’s days. */
  readonly day: SampleDay;
  /** `HH:MM`. */
  readonly localStart: string;
  /** `HH:MM`. */
  readonly localEnd: string;
  readonly slotMinutes: number;
  readonly breakMinutes: number;
}

/** A table of one sub-forum, or of all when `subForum` is null. */
export interface SampleTable {
  readonly label: string;
  readonly subForum: SubForumKey | null;
  readonly place: 'room' | 'online';
  /** null exactly when the place is online. */
  readonly room: string | null;
  /** null exactly when the place is a room. */
  readonly link: string | null;
  /** Parties. */
  readonly seats: 2 | 3;
}

/** A person of the sample, named by role. */
export interface SampleSignIn {
  readonly email: string;
  readonly displayName: string;
  readonly locale: 'en' | 'zh';
  /** IANA name. */
  readonly timeZone: string;
  readonly role: SampleRole;
}

export type SampleRole =
  | { readonly of: 'installation'; readonly role: 'administrator' }
  | { readonly of: 'forum'; readonly role: 'organizer' | 'assistant' }
  | { readonly of: 'company'; readonly role: 'owner' | 'member'; readonly companyKey: string };

/** Everything an organizer decides about a forum, but its dates. */
export interface SampleForum {
  readonly nameEn: string;
  readonly nameZh: string;
  readonly theme: string;
  readonly place: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly weights: Weights;
  readonly requestExpiryHours: number;
  /** Most meetings of a delegation on one day. */
  readonly dailyMaximum: number;
  readonly bannerEn: string;
  readonly bannerZh: string;
  readonly subForums: readonly SampleSubForum[];
  readonly sessions: readonly SampleSession[];
  readonly tables: readonly SampleTable[];
}

const timeZone = 'Africa/Addis_Ababa';

/** Where it takes place is assumed, as are its rooms; Ethiopia hosts two of the published projects. */
export const sampleForum: SampleForum = {
  nameEn: 'Sample forum on third-party market cooperation',
  nameZh: '第三方市场合作示例论坛',
  theme: 'Energy, infrastructure and digital networks in third markets',
  place: 'Addis Ababa (assumed)',
  timeZone,
  weights: defaultWeights,
  requestExpiryHours: 72,
  dailyMaximum: 8,
  bannerEn:
    'Sample forum. The companies, what each of them contributed and the sources are published facts. Needs, sizes, ' +
    'languages, delegations, times and answers are assumed; none of these companies has registered here.',
  bannerZh:
    '示例论坛。企业名称、各方贡献及其来源均为已公开的事实；需求、规模、语言、代表团、时间安排和答复均为假设，上述企业并未在此注册。',
  subForums: [
    {
      key: 'energy',
      nameEn: 'Energy, resources and industry',
      nameZh: '能源、资源与工业',
      theme: 'Power plants, oil and gas, mines and the plants that use them',
      sectorGroups: ['energy', 'resources', 'manufacturing'],
    },
    {
      key: 'infrastructure',
      nameEn: 'Infrastructure and digital networks',
      nameZh: '基础设施与数字网络',
      theme: 'Roads, ports, telecom networks and digital payments',
      sectorGroups: ['infrastructure', 'digital'],
    },
  ],
  sessions: [
    session('Energy, first morning', 'energy', 1, '09:00', '12:00', 25),
    session('Infrastructure, first morning', 'infrastructure', 1, '09:30', '12:00', 25),
    session('Energy, first afternoon', 'energy', 1, '13:30', '16:30', 25),
    session('Infrastructure, first afternoon', 'infrastructure', 1, '14:00', '17:00', 25),
    session('Energy, second morning', 'energy', 2, '09:00', '12:00', 25),
    session('Infrastructure, second morning', 'infrastructure', 2, '09:30', '12:00', 25),
    // Three parties need longer for a first talk, and here both sub-forums meet.
    session('Second afternoon, all together', null, 2, '13:30', '16:45', 45),
  ],
  tables: [
    ...['A1', 'A2', 'A3', 'A4', 'A5', 'A6'].map((label) => table(label, 'energy', 'Hall A', 3)),
    ...['A7', 'A8', 'A9', 'A10'].map((label) => table(label, 'energy', 'Hall A', 2)),
    ...['B1', 'B2', 'B3', 'B4'].map((label) => table(label, 'infrastructure', 'Hall B', 3)),
    ...['B5', 'B6', 'B7', 'B8'].map((label) => table(label, 'infrastructure', 'Hall B', 2)),
    ...['C1', 'C2'].map((label) => table(label, null, 'Salon C', 3)),
    {
      label: 'Online 1',
      subForum: null,
      place: 'online',
      room: null,
      link: 'https://meet.example/trefoil-sample/online-1',
      seats: 3,
    },
  ],
};

/** One for each role, and the leads of one published project, so that a triple can be tried from all its sides. */
export const sampleSignIns: readonly SampleSignIn[] = [
  {
    email: 'administrator@trefoil.example',
    displayName: 'Administrator of the sample',
    locale: 'en',
    timeZone: 'UTC',
    role: { of: 'installation', role: 'administrator' },
  },
  {
    email: 'organizer@trefoil.example',
    displayName: 'Organizer of the sample forum',
    locale: 'en',
    timeZone,
    role: { of: 'forum', role: 'organizer' },
  },
  {
    email: 'assistant@trefoil.example',
    displayName: 'Assistant of the sample forum',
    locale: 'zh',
    timeZone,
    role: { of: 'forum', role: 'assistant' },
  },
  {
    email: 'dongfang-electric@trefoil.example',
    displayName: 'Representative of Dongfang Electric',
    locale: 'zh',
    timeZone: 'Asia/Shanghai',
    role: { of: 'company', role: 'owner', companyKey: 'dongfang-electric' },
  },
  {
    email: 'dongfang-electric.colleague@trefoil.example',
    displayName: 'Colleague at Dongfang Electric',
    locale: 'en',
    timeZone: 'Asia/Shanghai',
    role: { of: 'company', role: 'member', companyKey: 'dongfang-electric' },
  },
  {
    email: 'salini-impregilo@trefoil.example',
    displayName: 'Representative of Salini Impregilo',
    locale: 'en',
    timeZone: 'Europe/Rome',
    role: { of: 'company', role: 'owner', companyKey: 'salini-impregilo' },
  },
  {
    email: 'ethiopian-electric-power@trefoil.example',
    displayName: 'Representative of Ethiopian Electric Power',
    locale: 'en',
    timeZone: 'Africa/Addis_Ababa',
    role: { of: 'company', role: 'owner', companyKey: 'ethiopian-electric-power' },
  },
];

function session(
  name: string,
  subForum: SubForumKey | null,
  day: SampleDay,
  localStart: string,
  localEnd: string,
  slotMinutes: number,
): SampleSession {
  return { name, subForum, day, localStart, localEnd, slotMinutes, breakMinutes: 5 };
}

function table(label: string, subForum: SubForumKey | null, room: string, seats: 2 | 3): SampleTable {
  return { label, subForum, place: 'room', room, link: null, seats };
}
