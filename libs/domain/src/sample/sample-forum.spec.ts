import { describe, expect, it } from '@jest/globals';
import { cutIntoSlots, isTimeZone, overlaps, type LocalSlot } from '#calendar';
import { sectors } from '../taxonomy/index.js';
import {
  planSampleForum,
  sampleCompanies,
  sampleForum,
  sampleParticipations,
  sampleSignIns,
  type SampleSession,
} from './index.js';

const { sessions, subForums, tables, timeZone } = sampleForum;
const { days, bookingClosesAt } = planSampleForum(new Date('2026-11-24T00:00Z'));
const slotsOf = (session: SampleSession): LocalSlot[] =>
  cutIntoSlots({
    ...session,
    date: days[session.day - 1]!,
    from: session.localStart,
    to: session.localEnd,
    zone: timeZone,
  });

describe('the sample forum', () => {
  it('lasts two days, each with a morning and an afternoon of each sub-forum', () => {
    expect(isTimeZone(timeZone)).toBe(true);
    for (const { key } of subForums) {
      const halves = sessions
        .filter(({ subForum }) => subForum === null || subForum === key)
        .map(({ day, localStart }) => `${day} ${localStart < '12:00' ? 'morning' : 'afternoon'}`);
      expect(halves).toEqual([1, 2].flatMap((day) => [`${day} morning`, `${day} afternoon`]));
    }
  });

  it('has slots of 25 and of 45 minutes that fill its sessions', () => {
    expect(sessions.map(({ slotMinutes }) => slotMinutes)).toEqual([25, 25, 25, 25, 25, 25, 45]);
    expect(sessions.map((session) => slotsOf(session).length)).toEqual([6, 5, 6, 6, 6, 5, 4]);
  });

  it('never holds two sessions of one sub-forum at once', () => {
    for (const [index, one] of sessions.entries()) {
      for (const other of sessions.slice(index + 1)) {
        const isApart = one.subForum !== null && other.subForum !== null && one.subForum !== other.subForum;
        const meet = slotsOf(one).some((slot) => slotsOf(other).some((another) => overlaps(slot, another)));
        expect(meet && !isApart).toBe(false);
      }
    }
  });

  it('closes booking before it begins', () => {
    const begins = slotsOf(sessions[0]!)[0]!.startsAt;

    expect(bookingClosesAt < begins).toBe(true);
  });

  it('has tables for two and for three parties in each sub-forum, and one online with a link', () => {
    expect(new Set(tables.map(({ label }) => label)).size).toBe(tables.length);
    for (const { key } of subForums) {
      const seats = tables.filter(({ subForum }) => subForum === key).map((table) => table.seats);
      expect(new Set(seats)).toEqual(new Set([2, 3]));
    }
    for (const { place, room, link } of tables) {
      expect({ room: room !== null, link: link !== null }).toEqual({
        room: place === 'room',
        link: place === 'online',
      });
    }
    expect(tables.filter(({ place }) => place === 'online').map(({ link }) => link)).toEqual([
      'https://meet.example/trefoil-sample/online-1',
    ]);
  });

  it('says in both languages what is assumed', () => {
    expect(sampleForum.bannerEn).toMatch(/Needs.*times and answers are assumed/);
    expect(sampleForum.bannerZh).toMatch(/需求.*时间安排和答复均为假设/);
  });
});

describe('the participations of the sample forum', () => {
  const companies = sampleCompanies();
  const participations = sampleParticipations(companies);

  it('are of every company, with 98 delegations whose names differ', () => {
    const names = participations.flatMap(({ delegations }) => delegations.map(({ name }) => name));

    expect(participations.map(({ companyKey }) => companyKey)).toEqual(companies.map(({ key }) => key));
    expect(names).toHaveLength(98);
    expect(new Set(names).size).toBe(98);
    expect(participations.filter((one) => one.hasStandingConsent)).toHaveLength(3);
  });

  it('are in the sub-forums of the company’s sectors, on days of the forum', () => {
    const groups = new Set(sectors.map(({ group }) => group));
    for (const { sectorGroups } of subForums) for (const group of sectorGroups) expect(groups).toContain(group);
    for (const { delegations } of participations) {
      for (const { subForums: chosen, days: present, languages } of delegations) {
        expect(chosen.length).toBeGreaterThan(0);
        expect([1, 2]).toEqual(expect.arrayContaining([...present]));
        expect(languages).toContain('en');
      }
    }
    const inEnergy = participations.filter(({ delegations }) => delegations[0]!.subForums.includes('energy'));
    expect([inEnergy.length, participations.length - inEnergy.length]).toEqual([62, 33]);
  });
});

describe('the sign-ins of the sample', () => {
  it('are one for each role at least, at addresses that cannot exist', () => {
    const roles = sampleSignIns.map(({ role }) => `${role.of} ${role.role}`);

    expect(new Set(roles)).toEqual(
      new Set(['installation administrator', 'forum organizer', 'forum assistant', 'company owner', 'company member']),
    );
    expect(new Set(sampleSignIns.map(({ email }) => email)).size).toBe(sampleSignIns.length);
    for (const { email, timeZone: zone } of sampleSignIns) {
      expect(email).toMatch(/^[a-z.-]+@trefoil\.example$/);
      expect(isTimeZone(zone)).toBe(true);
    }
  });

  it('act for companies of the sample', () => {
    const keys = new Set(sampleCompanies().map(({ key }) => key));
    for (const { role } of sampleSignIns) if (role.of === 'company') expect(keys).toContain(role.companyKey);
  });
});
