/** The bar at the top: what is recorded, what is shown of it, how much there is; and the bars below it that report trouble. */
export { NoiseToggle } from './NoiseToggle';
export { SettingsButton } from './SettingsButton';
export { Counters } from './Counters';
export { StatusBars } from './StatusBars';
export { Toolbar } from './Toolbar';
