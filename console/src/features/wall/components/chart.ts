// The part of ECharts a wall draws with; fetched when the first chart is drawn.
import { BarChart, LineChart } from "echarts/charts";
import { GridComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, CanvasRenderer]);

export { init };
