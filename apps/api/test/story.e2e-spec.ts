import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountsService } from '#domain';
import { startTestApi, type TestApi } from './api-harness.js';
import { tellAgreement } from './story-agreement.js';
import { tellBeginning } from './story-beginning.js';
import { tellMeetings } from './story-meetings.js';
import { story } from './story-operations.js';
import { nameOf, once, StoryStage } from './story-stage.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

/** Each chapter goes on where the one before it ended; all of them know the API only from outside. */
describe('the main job, from an empty installation to the agendas', () => {
  let api: TestApi;
  let worker: WorkerProcess;
  const stage = new StoryStage();

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startWorkerProcess(api.databaseUrl);
    stage.open(api.url);
  });
  afterAll(async () => {
    await stage.leave();
    await worker.stop();
    await api.close();
  });

  // As `npm start` does on an empty installation.
  tellBeginning(stage, () => api.get(AccountsService).drawSetupLink(new Date()));
  tellAgreement(stage);
  tellMeetings(stage);

  it('imports a list of companies, all or nothing, and finds them in the directory with the others', async () => {
    const importFile = async (...rows: string[]): Promise<any> => {
      const uploadId = await stage.administrator.upload(['name_en,name_zh,country,sectors', ...rows, ''].join('\n'));
      const { id } = await stage.administrator.ask(story.IMPORT, {
        input: { uploadId, mapping: 'TEMPLATE' },
        ...once(),
      });
      const updates = await stage.administrator.watch(
        story.WATCH_IMPORT,
        id,
        ({ state }) => state !== 'QUEUED' && state !== 'RUNNING',
      );
      return updates.at(-1);
    };
    const find = async (text: string): Promise<string[]> =>
      (await stage.people.savanna.ask(story.SEARCH, { query: { text } })).nodes.map(
        ({ profile }: any) => profile.nameEn,
      );
    const delta = 'Delta Dams,三角洲水坝,CN,ENE-HYD';

    expect(await importFile(delta, 'Nowhere Power,,XX,ENE-HYD')).toEqual({
      state: 'REFUSED',
      rowsRead: 2,
      rowsWritten: 0,
      faults: [{ row: 3, column: 'country', cause: 'allowed: an ISO 3166-1 alpha-2 code in capitals, such as BR' }],
    });
    expect(await find('Delta Dams')).toEqual([]);
    expect(await importFile(delta, 'Fjord Gates,,NO,ENE-HYD')).toEqual({
      state: 'DONE',
      rowsRead: 2,
      rowsWritten: 2,
      faults: [],
    });
    expect(await find('三角洲水坝')).toEqual(['Delta Dams']);
    expect(await find('Fjord Gaets')).toEqual(['Fjord Gates']);
    expect(await find('alpine turbines')).toEqual([nameOf('alpine')]);
  });
});
