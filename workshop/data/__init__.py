"""The files that the course computed beforehand: tables, recorded runs, a trained network."""
