"""Read any news page: strategies propose, a chooser decides."""
