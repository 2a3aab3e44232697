"""What a sentence says: numbers, harms, victims, speakers, actors, places, times, and the claims made of them."""
