import { bestFloor, type CalibrationResult } from './calibrate.js';
import { textTable } from './text-table.js';

/** A calibration for people: its numbers, each set before and after, the curve of the floor. */
export function calibrationReport(
  { calibration, sets, floors }: CalibrationResult,
  file: string,
): string {
  const { fusion, refusal } = calibration;
  const chosen = bestFloor(floors);
  return [
    `余弦权重 ${fusion.cosineWeight}，外文系数 ${fusion.foreignFactor} 减 ${fusion.foreignOffset}，句窗占比 ${fusion.windowShare}，` +
      `得分曲线 ${fusion.slope} / ${fusion.intercept}，拒答线 ${refusal.refuseBelow}`,
    ...sets.flatMap(({ name, questions, before, after }) => [
      '',
      `${name}：${questions} 个问题`,
      ...textTable([
        ['', ...Object.keys(after)],
        ...(before === null
          ? []
          : [['校准前', ...Object.keys(after).map((key) => shown(before[key]))]]),
        ['校准后', ...Object.values(after).map(shown)],
      ]),
    ]),
    ...(floors.length === 0
      ? []
      : [
          '',
          ...textTable([
            ['拒答线', '该拒答的拒答', '该回答的拒答'],
            ...floors.map((floor) => [
              `${floor.refuseBelow.toFixed(2)}${floor === chosen ? ' *' : ''}`,
              shown(floor.refusedWhenShould),
              shown(floor.refusedWhenShouldNot),
            ]),
          ]),
        ]),
    '',
    `取拒答线 ${refusal.refuseBelow}，已写入 ${file}`,
  ].join('\n');
}

function shown(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(3);
}
