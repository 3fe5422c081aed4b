/** `第十三届全国人民代表大会常务委员会第七次会议`, `某市第十八届人民代表大会第二次会议`. */
const CONGRESS =
  /(?:^|[|经由（据])(\p{Script=Han}{2,12}?)??第[一二三四五六七八九十]{1,3}届(全国|[^，。（）]{0,12}?)(人民代表大会(?:常务委员会)?)第/u;
const DATE = /[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日/gu;
const OTHER_BODY =
  /(国务院|最高人民法院|最高人民检察院|\p{Script=Han}{2,12}(?:省|市|县|区|州|盟|旗)人民政府)(?:审判委员会|检察委员会)?(?:令)?第[0-9一二三四五六七八九十百]+(?:届|次|号)/u;
/** `（2020年3月10日某市人民政府公布）`: right after the date. */
const ISSUING_BODY =
  /^[（(]?\|(国务院|\p{Script=Han}{2,12}(?:省|市|县|区|州|盟|旗)人民政府)(?:公布|发布|印发)/u;
/** `中华人民共和国国务院令`, `某市人民政府令` on a line of its own. */
const ORDER =
  /^(?:中华人民共和国)?(国务院|\p{Script=Han}{2,30}?(?:政府|部|委员会|总局|局|署))令(?:第?[0-9]+号)?$/u;
/** `2026年某市政府工作报告`. */
const WORK_REPORT =
  /^(?:[0-9]{4}年)?(?:中华人民共和国)?(国务院|\p{Script=Han}{1,12}(?:省|市|县|区|州|盟|旗|镇|乡))(?:[0-9]{4}年)?(?:人民)?政府工作报告$/u;

/**
 * The body that passed a law, as the first note below the title says (《立法法》 第二十八条: a law
 * prints who passed it, and when).
 *
 * @param lines - lines of the title block, without blanks
 */
export function enactingBody(lines: readonly string[]): string | null {
  for (const note of lines) {
    const line = note.replace(DATE, '|');
    if (!/通过|公布|发布|批准/u.test(line)) continue;
    const congress = CONGRESS.exec(line);
    if (congress?.[3] !== undefined)
      return `${congress[1] ?? ''}${congress[2] ?? ''}${congress[3]}`;
    const other = OTHER_BODY.exec(line)?.[1];
    if (other !== undefined) return other;
    const issuing = ISSUING_BODY.exec(line)?.[1];
    if (issuing !== undefined) return issuing;
  }
  return null;
}

/** The body whose order (令) stands on a line; null where none does. */
export function orderingBody(lines: readonly string[]): string | null {
  for (const line of lines) {
    const body = ORDER.exec(line)?.[1];
    if (body !== undefined) return body;
  }
  return null;
}

/** The government that a 政府工作报告 names in its title; null for other titles. */
export function reportingGovernment(title: string): string | null {
  const name = WORK_REPORT.exec(title)?.[1];
  if (name === undefined) return null;
  return name === '国务院' ? name : `${name}人民政府`;
}
