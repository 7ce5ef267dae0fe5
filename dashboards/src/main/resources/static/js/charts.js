// Charts with the colours of the style sheet. On a canvas and with drawn tooltips, so that no style is ever inline.

import * as echarts from '/webjars/echarts/5.5.0/echarts.esm.min.js';
import { bytes, exactly, ratio, time } from './format.js';

const drawn = new Map();

/** Draws into the panel, or shows its hint if there is nothing to draw. The option is made anew when the theme changes. */
export function draw(panel, hasPoints, option) {
  const place = panel.querySelector('.chart');
  place.hidden = !hasPoints;
  panel.querySelector('.empty').hidden = hasPoints;
  if (!hasPoints) return;
  let known = drawn.get(place);
  if (!known) {
    known = { chart: echarts.init(place, null, { renderer: 'canvas' }) };
    drawn.set(place, known);
    new ResizeObserver(() => known.chart.resize()).observe(place);
  }
  known.option = option;
  known.chart.setOption(paint(option), { notMerge: true });
}

export function repaint() {
  drawn.forEach(({ chart, option }) => chart.setOption(paint(option), { notMerge: true }));
}

/** The points that a chart shows, for a test. */
globalThis.chartPoints = (panelId) => {
  const chart = echarts.getInstanceByDom(document.querySelector(`#${panelId} .chart`));
  return chart ? chart.getOption().series.reduce((sum, series) => sum + series.data.length, 0) : 0;
};

function paint(option) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(`--${name}`).trim();
  const made = option(colour);
  return {
    animationDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 300,
    animationDurationUpdate: 0,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: colour('text') },
    ...made,
    tooltip: {
      renderMode: 'richText', confine: true, backgroundColor: colour('card'), borderColor: colour('line'),
      textStyle: { color: colour('text'), fontSize: 12 }, ...made.tooltip,
    },
  };
}

const legend = (colour) => ({ top: 0, left: 0, icon: 'roundRect', itemWidth: 12, itemHeight: 8, itemGap: 16, textStyle: { color: colour('muted') } });
const timeAxis = (colour) => ({
  type: 'time', axisLabel: { color: colour('muted'), hideOverlap: true },
  axisLine: { lineStyle: { color: colour('line') } }, axisTick: { show: false }, splitLine: { show: false },
});
const valueAxis = (colour, formatter, extra = {}) => ({
  type: 'value', axisLabel: { color: colour('muted'), formatter }, splitLine: { lineStyle: { color: colour('line') } }, splitNumber: 4, ...extra,
});
/** An axis of bytes from 0, with ticks at round binary numbers, up to five of them. */
function byteAxis(colour, top) {
  const unit = 1024 ** Math.max(0, Math.floor(Math.log2(Math.max(top, 1)) / 10));
  const round = [0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500].map((n) => n * unit);
  const interval = round.find((each) => each * 5 >= top) ?? 256 * unit;
  return valueAxis(colour, (n) => bytes(n).replace(/\.0+ /, ' '), { min: 0, max: Math.max(interval, Math.ceil(top / interval) * interval), interval });
}
const grid = { left: 8, right: 14, top: 36, bottom: 4, containLabel: true };

function rows(points, show) {
  return [time(points[0].axisValue), ...points.map((each) => `${each.marker} ${each.seriesName}  ${show(each.value[1])}`)].join('\n');
}

/** Lines of bytes: [{name, colour, points: [[time, bytes]]}]. */
export const byteLines = (series) => (colour) => ({
  grid, legend: legend(colour), xAxis: timeAxis(colour),
  yAxis: byteAxis(colour, Math.max(...series.flatMap(({ points }) => points.map((point) => point[1])))),
  tooltip: { trigger: 'axis', formatter: (points) => rows(points, (n) => `${bytes(n)} (${exactly(n)})`) },
  series: series.map(({ name, colour: key, points }) => ({
    name, type: 'line', data: points, showSymbol: points.length < 40, symbolSize: 5,
    lineStyle: { width: 2 }, itemStyle: { color: colour(key) }, areaStyle: { opacity: 0.07 }, emphasis: { focus: 'series' },
  })),
});

/** One line of ratios. */
export const ratioLine = (points) => (colour) => ({
  grid: { ...grid, top: 12 }, xAxis: timeAxis(colour),
  yAxis: valueAxis(colour, (n) => `${n}×`, { scale: true, min: (range) => Math.max(0, Math.floor(10 * (range.min - 0.1)) / 10) }),
  tooltip: { trigger: 'axis', formatter: (shown) => rows(shown, ratio) },
  series: [{
    name: 'dedup ratio', type: 'line', data: points, showSymbol: points.length < 40, symbolSize: 5,
    lineStyle: { width: 2 }, itemStyle: { color: colour('ratio') }, areaStyle: { opacity: 0.09, origin: 'start' },
  }],
});

/** Two kinds of bytes over time, stacked: [{name, colour, points: [[time, bytes]]}] with the same times. */
export const byteBars = ([below, above], extent = {}) => (colour) => ({
  grid, legend: legend(colour), xAxis: { ...timeAxis(colour), ...extent },
  yAxis: byteAxis(colour, Math.max(...below.points.map((point, i) => point[1] + above.points[i][1]))),
  tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: (points) => rows(points, bytes) },
  series: [below, above].map(({ name, colour: key, points }) => ({
    name, type: 'bar', stack: 'all', data: points, barMaxWidth: 14, barMinWidth: 1, itemStyle: { color: colour(key) },
  })),
});

/** Steps from a sum to a sum: [{name, from, to, colour, total}]; lies on its side, so that names fit on a phone. */
export const waterfall = (steps) => (colour) => ({
  grid: { left: 14, right: 84, top: 4, bottom: 4, containLabel: true },
  xAxis: { ...byteAxis(colour, Math.max(...steps.flatMap((step) => [step.from, step.to]))), axisLabel: { show: false }, splitLine: { show: false } },
  yAxis: {
    type: 'category', inverse: true, data: steps.map((step) => step.name), axisTick: { show: false },
    axisLine: { lineStyle: { color: colour('line') } }, axisLabel: { color: colour('text') },
  },
  tooltip: { trigger: 'item', formatter: ({ dataIndex }) => `${steps[dataIndex].name}\n${exactly(steps[dataIndex].value)}` },
  series: [
    { type: 'bar', stack: 'all', silent: true, itemStyle: { color: 'transparent' }, data: steps.map(({ from, to }) => Math.min(from, to)) },
    {
      type: 'bar', stack: 'all', barMaxWidth: 24,
      data: steps.map((step) => ({
        value: Math.abs(step.to - step.from),
        itemStyle: { color: colour(step.colour), borderRadius: 3 },
        label: { show: true, position: 'right', color: colour('text'), fontWeight: step.total ? 'bold' : 'normal', formatter: step.label },
      })),
    },
  ],
});
