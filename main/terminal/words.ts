/** What several commands say when there is nothing to say. */
export const NOBODY = 'The population is empty: nobody was enrolled on the day, or no partner matches the filters.';
