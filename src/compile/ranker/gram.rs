//! Products of all pairs of a few texts.
//!
//! A small base trains several models, each class of each from nearly the same texts. With the products at
//! hand a pass asks one number of a text, not a hundred, and a step moves the numbers of all texts by one row
//! that stands in one piece.

use rayon::prelude::*;

use super::svm::Sparse;

/// Most texts: sixteen megabytes of products.
const MOST: usize = 2000;

/// Products of all pairs.
#[derive(Debug)]
pub struct Gram {
    products: Vec<f32>,
    texts: usize,
}

impl Gram {
    /// Of some texts; `None` where they are too many.
    pub fn of(vectors: &[Sparse], features: usize) -> Option<Self> {
        let texts = vectors.len();
        if texts > MOST {
            return None;
        }
        let mut index: Vec<Vec<(u32, f32)>> = vec![Vec::new(); features];
        for (n, vector) in (0_u32..).zip(vectors) {
            for (f, x) in vector {
                index.get_mut(*f as usize)?.push((n, *x));
            }
        }
        let mut products = vec![0.0_f32; texts * texts];
        products
            .par_chunks_mut(texts.max(1))
            .zip(vectors)
            .for_each(|(row, vector)| {
                for (f, x) in vector {
                    for (n, y) in index.get(*f as usize).into_iter().flatten() {
                        if let Some(product) = row.get_mut(*n as usize) {
                            *product += x * y;
                        }
                    }
                }
            });
        Some(Self { products, texts })
    }

    /// The products of one text with all.
    pub fn row(&self, text: u32) -> &[f32] {
        let from = text as usize * self.texts;
        self.products.get(from..from + self.texts).unwrap_or(&[])
    }
}
