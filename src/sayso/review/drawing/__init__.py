"""Where everything in a drawing stands, in plain numbers; templates write them down as SVG."""
