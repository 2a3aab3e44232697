"""From claims to tolls, by the rules of a codebook."""
