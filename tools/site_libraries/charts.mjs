// Apache ECharts with the parts that the site draws with, and no more: the whole library is twice as heavy.
import { GraphChart, LineChart, RadarChart } from "echarts/charts";
import {
  AriaComponent,
  GridComponent,
  MarkAreaComponent,
  RadarComponent,
  TooltipComponent,
} from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([
  LineChart,
  GraphChart,
  RadarChart,
  GridComponent,
  MarkAreaComponent,
  RadarComponent,
  TooltipComponent,
  AriaComponent,
  SVGRenderer,
]);

export { init };
